/** What ASVS 5.0.0 asks at its levels 1 and 2, as sections and their requirements, chapter by chapter: the list that the rows are held to. */
const LEVELS: Readonly<Record<1 | 2, Readonly<Record<number, string>>>> = {
  1: {
    1: "2.1-5 3.1-2 5.1", 2: "1.1 2.1-2 3.1", 3: "2.1-2 3.1 4.1-2 5.1-3", 4: "1.1 4.1", 5: "2.1-2 3.1-2", 6: "1.1 2.1-8 3.1-2 4.1-2", 7: "2.1-4 4.1-2", 8: "1.1 2.1-2 3.1", 9: "1.1-3 2.1",
    10: "4.1-5", 11: "3.1-2 4.1", 12: "1.1 2.1-2", 13: "4.1", 14: "2.1 3.1", 15: "1.1 2.1 3.1",
  },
  2: {
    1: "1.1-2 2.6-9 3.3-11 4.1-3 5.2", 2: "1.2-3 2.3 3.2-4 4.1", 3: "3.2-4 4.3-6 5.4-5 7.1-2", 4: "1.2-3 2.1 3.1-2 4.2-4", 5: "1.1 2.3 4.1-3", 6: "1.2-3 2.9-12 3.3-4 4.3-4 5.1-5 6.1-3 8.1-4",
    7: "1.1-3 3.1-2 4.3-5 5.1-2 6.1-2", 8: "1.2 2.3 4.1", 9: "2.2-4", 10: "1.1-2 2.1-2 3.1-4 4.6-11 5.1-5 6.1-2 7.1-3", 11: "1.1-2 2.1-3 3.3 4.2-4 5.1 6.1", 12: "1.2-3 3.1-4", 13: "1.1 2.1-5 3.1-2 4.2-5",
    14: "1.1-2 2.2-4 3.2-3", 15: "1.2-3 2.2-3 3.2-7", 16: "1.1 2.1-5 3.1-4 4.1-3 5.1-3", 17: "1.1 2.1-4 3.1-2",
  },
};

/** By chapter. */
export const idsOf = (level: 1 | 2, chapter: number): readonly string[] => (LEVELS[level][chapter] ?? "").split(" ").flatMap((text) => {
  const [section = "", first = "", last = first] = text.split(/[.-]/);
  return section === "" ? [] : Array.from({ length: Number(last) - Number(first) + 1 }, (_, at) => `${chapter}.${section}.${Number(first) + at}`);
});

export const levelOf = (id: string): 1 | 2 => (idsOf(1, Number(id.split(".")[0])).includes(id) ? 1 : 2);
