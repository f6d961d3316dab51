const SHA256 = /^[0-9a-f]{64}$/;
/** A SHA-256 as we write it: hex in lower case. */
export const isSha256Text = (value: unknown): value is string => typeof value === "string" && SHA256.test(value);
