// What is scanned next replaces what was refused and is in the field still.
document.querySelector("[autofocus]")?.select();
