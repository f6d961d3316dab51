/**
 * One page of a first copy asked for while the page before it is written: network and centre work while the disk does. It is only for whoever asks
 * for exactly that page; whatever else is said to the centre drops it, so that nothing is taken that was read under other rights.
 */
export type ReadAhead<Page> = {
  readonly begin: (page: string, ask: () => Promise<Page>) => void;
  /** The page on its way when it is this one, else it is asked for now. */
  readonly take: (page: string, ask: () => Promise<Page>) => Promise<Page>;
  readonly drop: () => void;
};

export function createReadAhead<Page>(): ReadAhead<Page> {
  let ahead: { readonly page: string; readonly answer: Promise<Page> } | undefined;
  return {
    begin: (page, ask) => {
      const answer = ask();
      answer.catch(() => undefined); // told to whoever takes it; nobody may
      ahead = { page, answer };
    },
    take: (page, ask) => {
      const found = ahead;
      ahead = undefined;
      return found?.page === page ? found.answer : ask();
    },
    drop: () => void (ahead = undefined),
  };
}
