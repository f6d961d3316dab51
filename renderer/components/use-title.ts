import { useEffect } from "react";

/** The window's title: where one is, then the name of the program. */
export function useTitle(place: string): void {
  useEffect(() => {
    document.title = place === "" ? "Guichet" : `${place} · Guichet`;
  }, [place]);
}
