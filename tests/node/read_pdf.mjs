// The text of PDF files as pdf.js, the reader of Firefox, finds it: one JSON array of strings, in the files' order.
import { readFile } from "node:fs/promises";

console.log = console.error; // what pdf.js has to say is no part of the answer
const { getDocument, VerbosityLevel } = await import("pdfjs-dist/legacy/build/pdf.mjs");

const texts = [];
for (const file of process.argv.slice(2)) {
  const data = new Uint8Array(await readFile(file));
  const pdf = await getDocument({ data, verbosity: VerbosityLevel.ERRORS, disableFontFace: true }).promise;
  const pages = [];
  for (let number = 1; number <= pdf.numPages; number++) {
    const page = await pdf.getPage(number);
    const { items } = await page.getTextContent();
    pages.push(items.map((item) => item.str + (item.hasEOL ? "\n" : "")).join(""));
  }
  await pdf.destroy();
  texts.push(pages.join("\n"));
}
process.stdout.write(JSON.stringify(texts));
