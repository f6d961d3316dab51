import { createContext, useContext } from "react";
import { words, type Words } from "../../shared/i18n/texts.ts";

/** The language that every component under it speaks. */
export const WordsContext = createContext<Words>(words.fr);

export const useWords = (): Words => useContext(WordsContext);
