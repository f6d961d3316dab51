/** A piece of a file as the bridge carries it. Rejects when it cannot be read any more. */
export function base64Of(piece: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => resolve(typeof reader.result === "string" ? (reader.result.split(",")[1] ?? "") : ""));
    reader.addEventListener("error", () => reject(reader.error ?? new Error("not read")));
    reader.readAsDataURL(piece);
  });
}
