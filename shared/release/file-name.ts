import type { Brand } from "../kernel/brand.ts";

/** Name of a released file, safe as an object's key, in an address and in a folder of any system. */
export type ReleaseFileName = Brand<string, "ReleaseFileName">;

/** Beside the files they speak of; never names of released files. */
export const MANIFEST_NAME = "release.json";
export const SIGNATURE_NAME = "release.json.sig";

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,98}[A-Za-z0-9]$/;
/** Windows gives these to devices, whatever extension follows. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/** What `dist` writes into the name of a package made around a stand-in, or signed for a test. */
export const TEST_MARKS = { standIn: "STAND-IN", testSigned: "TEST-SIGNED" } as const;
export const isTestPackageName = (name: string): boolean => Object.values(TEST_MARKS).some((mark) => name.toUpperCase().includes(mark));

/** The gate: no path, no space, no character that an address, a shell or a file system reads otherwise, no `..`. */
export const isReleaseFileName = (text: unknown): text is ReleaseFileName =>
  typeof text === "string" && NAME.test(text) && !text.includes("..") && !DEVICE.test(text) && ![MANIFEST_NAME, SIGNATURE_NAME].includes(text.toLowerCase());
