/** Between two pieces of long work: whoever else waits for the core is answered. */
export const breathe = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));
