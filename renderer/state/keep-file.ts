/** Offers a file made here; the browser, or the window's own question, keeps it where the person says. */
export function keepFile(name: string, parts: readonly BlobPart[], type: string): void {
  const address = URL.createObjectURL(new Blob([...parts], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The browser reads it once the click is over.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** The same from base64 pieces, as bytes of no type: nothing opens it by itself. */
export const keepBytes = (name: string, pieces: readonly string[]): void =>
  keepFile(name, pieces.map((piece) => Uint8Array.from(atob(piece), (char) => char.charCodeAt(0))), "application/octet-stream");
