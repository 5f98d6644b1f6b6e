// Tells how long importing one file takes in this process, in ms.
const [, , url] = process.argv;
const began = performance.now();
await import(url);
process.stdout.write(String(performance.now() - began));
