/** A promise that is awaited later: until then its failure is nobody's unhandled one. */
export function started<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {});
  return promise;
}
