/**
 * What is dragged over the window opens nothing: a browser would leave the desk for the file or the link. Text may be dropped into a field
 * that takes text; files go to whoever says so for its screen, and is asked after this.
 */
export function refuseDrops(page: EventTarget): void {
  const refuse = (event: Event): void => {
    if (!(event instanceof DragEvent) || (takesText(event.target) && event.dataTransfer?.types.includes("Files") !== true)) return;
    event.preventDefault();
    if (event.dataTransfer !== null) event.dataTransfer.dropEffect = "none";
  };
  page.addEventListener("dragover", refuse);
  page.addEventListener("drop", refuse);
}

const takesText = (target: EventTarget | null): boolean => (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) && !target.readOnly && !target.disabled;
