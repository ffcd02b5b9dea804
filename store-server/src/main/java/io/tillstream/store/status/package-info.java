/** What the store says of itself: status for people and demonstrations, health for supervisors. */
package io.tillstream.store.status;
