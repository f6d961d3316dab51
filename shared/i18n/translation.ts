/** The names between braces of a text: `"{n} dossiers"` has the hole `n`. */
export type Holes<S> = S extends `${string}{${infer H}}${infer Rest}` ? H | Holes<Rest> : never;

/** Every key of the French texts, each with exactly the holes of the French sentence; anything else is `never`, and does not compile. */
type SameHoles<F, E> = {
  [K in keyof F]: K extends keyof E ? ([Holes<E[K]>, Holes<F[K]>] extends [Holes<F[K]>, Holes<E[K]>] ? E[K] : never) : never;
};

/** Gate of a translation: `export const files = translation<typeof french>()({ … })`. French is the type, English must match it. */
export const translation =
  <F extends { readonly [key: string]: string }>() =>
  <const E extends { readonly [K in keyof F]: string }>(texts: E & SameHoles<F, E>): E =>
    texts;
