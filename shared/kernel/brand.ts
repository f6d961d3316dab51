declare const brand: unique symbol;

/** A value that passed one gate and must not be swapped for another of the same shape. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name };
