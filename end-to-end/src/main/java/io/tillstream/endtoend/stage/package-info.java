/**
 * Where a demonstration or a trial takes place: directories, processes, and the line that says what
 * happens just now. What is played there is not known here.
 */
package io.tillstream.endtoend.stage;
