import type { Contents } from "../../main/core/documents/content-file.ts";

const never = async (): Promise<never> => await Promise.reject(new Error("contents are not modelled"));

/** Contents that take no place: the model has the facts of documents only, which travel as changes. */
export const noContents = (newName: () => string): Contents => ({
  newContent: (document, size) => ({ document, size, storeName: newName(), contentKey: new Uint8Array(32) }),
  write: async () => undefined, remove: async () => undefined,
  writeChunks: never, read: never, hash: never,
});
