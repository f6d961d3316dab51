import { lookAtScreens } from "./support/look-at-screens.ts";

lookAtScreens([1, 2], 4);
