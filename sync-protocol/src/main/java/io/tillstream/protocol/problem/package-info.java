/**
 * Every refusal that Tillstream can answer with, in one list. No HTTP classes: a status is a number
 * here.
 */
package io.tillstream.protocol.problem;
