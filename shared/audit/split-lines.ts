/** Pieces of bytes in, whole lines out, each without its end; what is no UTF-8 as undefined. */
export function splitLines(line: (text: string | undefined) => void, decode: (bytes: Uint8Array) => string | undefined): { readonly piece: (bytes: Uint8Array) => void; readonly end: () => void } {
  let rest: Uint8Array = new Uint8Array();
  return {
    piece: (bytes) => {
      let from = 0;
      for (let to = bytes.indexOf(10); to !== -1; to = bytes.indexOf(10, from)) {
        line(decode(joined(rest, bytes.subarray(from, to))));
        rest = new Uint8Array();
        from = to + 1;
      }
      rest = joined(rest, bytes.subarray(from)).slice();
    },
    // Every line ends with one: what is left over is none.
    end: () => { if (rest.length > 0) line(undefined); },
  };
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  if (a.length === 0) return b;
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
