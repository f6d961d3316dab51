import { useEffect, useState } from "react";

/** Files dropped anywhere in the window, or pasted. True while some are held over it. Without `take` they are refused, and the page never opens them. */
export function useGivenFiles(take: ((files: readonly File[]) => void) | undefined): boolean {
  const [isOver, setIsOver] = useState(false);
  useEffect(() => {
    const holdsFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes("Files") === true;
    const over = (event: DragEvent): void => {
      if (!holdsFiles(event) || event.dataTransfer === null) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = take === undefined ? "none" : "copy";
      setIsOver(take !== undefined);
    };
    const leave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setIsOver(false);
    };
    const drop = (event: DragEvent): void => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      setIsOver(false);
      if (event.dataTransfer !== null) take?.(filesOf(event.dataTransfer));
    };
    const paste = (event: ClipboardEvent): void => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (files.length === 0 || take === undefined) return; // text goes where it is pasted
      event.preventDefault();
      take(files);
    };
    window.addEventListener("dragover", over);
    window.addEventListener("dragleave", leave);
    window.addEventListener("drop", drop);
    window.addEventListener("paste", paste);
    return () => {
      window.removeEventListener("dragover", over);
      window.removeEventListener("dragleave", leave);
      window.removeEventListener("drop", drop);
      window.removeEventListener("paste", paste);
    };
  }, [take]);
  return isOver;
}

/** A folder has no content of its own: it is given as an empty file of its name, and refused as one. What is in it is never walked. */
function filesOf(data: DataTransfer): readonly File[] {
  const isFolder = [...data.items].filter(({ kind }) => kind === "file").map((item) => item.webkitGetAsEntry()?.isDirectory === true);
  return [...data.files].map((file, at) => (isFolder[at] === true ? new File([], file.name) : file));
}
