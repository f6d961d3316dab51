/** What one change and one push may hold at most; bytes as sent, before compression. */
export const MAX_CHANGE_BYTES = 65_536;
export const MAX_PUSH_CHANGES = 1_000;
export const MAX_PUSH_BYTES = 4 * 1024 * 1024;
