/** Gives the content to the browser to keep where the person chooses: as bytes of no type, so that nothing opens it by itself. */
export const saveCopy = (name: string, base64: string): void => saveBytes(name, Uint8Array.from(atob(base64), (char) => char.charCodeAt(0)));

/** The same of a text, in UTF-8 with the mark that spreadsheets know it by. */
export const saveText = (name: string, text: string): void => saveBytes(name, new TextEncoder().encode(`\uFEFF${text}`));

function saveBytes(name: string, bytes: Uint8Array<ArrayBuffer>): void {
  const url = URL.createObjectURL(new Blob([bytes], { type: "application/octet-stream" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
