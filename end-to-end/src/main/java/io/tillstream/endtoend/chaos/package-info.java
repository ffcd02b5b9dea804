/**
 * Shops in trouble: sells without a pause while programs are killed and lines fail, and compares
 * afterwards what was acknowledged at the tills with what every tier holds. The record of what was
 * acknowledged is kept here, outside of all programs.
 */
package io.tillstream.endtoend.chaos;
