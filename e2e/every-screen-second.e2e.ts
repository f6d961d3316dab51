import { lookAtScreens } from "./support/look-at-screens.ts";

lookAtScreens([3, 4], 4);
