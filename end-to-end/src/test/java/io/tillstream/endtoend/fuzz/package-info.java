/**
 * Bad input: valid requests that were recorded or composed here, spoiled in every way that is
 * known, against every endpoint of the packaged programs. Nothing here knows what an endpoint
 * means, except what a valid request to it looks like.
 */
package io.tillstream.endtoend.fuzz;
