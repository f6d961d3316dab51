/** A licence that is accepted, where, and why. `tools`: only in what builds and tests, never in what a bank is given. */
export type LicenceRule = { readonly id: string; readonly where: "shipped" | "tools"; readonly why: string };

const permissive = "asks for its notice to be kept, nothing else";
/** By SPDX identifier. Anything else refuses. */
export const licenceRules: readonly LicenceRule[] = [
  { id: "MIT", where: "shipped", why: permissive },
  { id: "MIT-0", where: "shipped", why: "MIT, and not even its notice has to be kept" },
  { id: "ISC", where: "shipped", why: permissive },
  { id: "BSD-2-Clause", where: "shipped", why: permissive },
  { id: "BSD-3-Clause", where: "shipped", why: `${permissive}; no name of its authors in advertising` },
  { id: "0BSD", where: "shipped", why: "asks for nothing" },
  { id: "Zlib", where: "shipped", why: permissive },
  { id: "BlueOak-1.0.0", where: "shipped", why: permissive },
  { id: "Apache-2.0", where: "shipped", why: "asks for its notice and for changes to be marked; grants patents" },
  { id: "Python-2.0", where: "shipped", why: "argparse, a port of Python's: asks for its notice and for changes to be told" },
  { id: "OFL-1.1", where: "shipped", why: "fonts: may be shipped and embedded in papers, not sold by themselves" },
  { id: "MPL-2.0", where: "tools", why: "asks for changed files to be published: used unchanged, to build and test, and shipped to nobody" },
  { id: "WTFPL", where: "tools", why: "asks for nothing, but grants no patents and is no licence that every lawyer accepts: kept out of what is shipped" },
];

/** Packages whose manifest names no licence, read by a person. One version each: the next is read again. */
export const readByHand: readonly { readonly name: string; readonly version: string; readonly licence: string; readonly why: string }[] = [
  { name: "png-js", version: "2.0.0", licence: "MIT", why: "the LICENSE file in its archive is MIT's" },
];
