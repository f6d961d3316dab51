import { useEffect } from "react";
import { isFieldName, type FieldName } from "../../../shared/pge/file-fields.ts";
import { patchDesk } from "../../state/desk-patch.ts";
import { useDesk } from "../../state/desk-context.tsx";
import { fieldHelpId } from "./field-help.tsx";
import { focusField } from "./focus-field.ts";

/** F1 opens and closes the help of the field that has the focus, which keeps it; Escape closes it from anywhere in the window. */
export function useHelpKey(): void {
  const desk = useDesk();
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (document.querySelector("dialog[open]") !== null) return;
      const open = desk.get().desk.help;
      if (event.key === "F1") {
        const here = fieldAt(document.activeElement);
        if (here === undefined) return;
        event.preventDefault();
        patchDesk(desk, { help: open === here ? undefined : here });
      }
      if (event.key === "Escape" && open !== undefined) {
        // Escape closes what was opened last, and only that.
        event.stopPropagation();
        const inside = document.getElementById(fieldHelpId(open))?.contains(document.activeElement) === true;
        patchDesk(desk, { help: undefined });
        if (inside) focusField(open);
      }
    };
    window.addEventListener("keydown", press, true);
    return () => window.removeEventListener("keydown", press, true);
  }, [desk]);
}

function fieldAt(element: Element | null): FieldName | undefined {
  const name = element?.closest<HTMLElement>("[data-field]")?.dataset["field"] ?? "";
  return isFieldName(name) ? name : undefined;
}
