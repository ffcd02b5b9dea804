/**
 * Head office: receives the facts of every store, keeps them and answers questions about them.
 * Every shop feature has a package below; nothing stands here.
 */
package io.tillstream.headoffice;
