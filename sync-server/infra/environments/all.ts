import type { Environment } from "../environment.ts";
import { production } from "./production.ts";
import { review } from "./review.ts";
import { staging } from "./staging.ts";

export const environments: readonly Environment[] = [production, staging, review];

/** Undefined for a name that is none of them. */
export const findEnvironment = (name: string): Environment | undefined => environments.find((each) => each.name === name);
