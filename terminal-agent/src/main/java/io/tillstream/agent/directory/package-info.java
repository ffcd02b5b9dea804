/**
 * The folder in which a terminal keeps its files: who may use it, who may read it, and whether
 * there is room. Nothing here knows what is in the files.
 */
package io.tillstream.agent.directory;
