/**
 * How a machine becomes a terminal, and who it is from then on. Nothing here sells or synchronises.
 */
package io.tillstream.agent.enrolment;
