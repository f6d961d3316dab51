import { expect, test } from "vitest";
import { departmentOfPostalCode, isDepartment } from "./department.ts";

test.each([
  ["35000", "35"], ["01000", "01"], ["75116", "75"], ["95880", "95"], ["69003", "69"],
  ["20000", "2A"], ["20167", "2A"], ["20200", "2B"], ["20620", "2B"],
])("the postal code %s is of département %s", (postalCode, department) => {
  expect(departmentOfPostalCode(postalCode)).toBe(department);
  expect(isDepartment(department)).toBe(true);
});

test.each(["97400", "97133", "98713", "98000", "20900", "00100", "96000", "99123", "3500", "", "2A000"])("the postal code « %s » tells no département, and none is guessed", (postalCode) => {
  expect(departmentOfPostalCode(postalCode)).toBeUndefined();
});

test("a département may be given by hand, overseas too; what is none is not taken", () => {
  expect(["974", "2B", "09", "987"].map(isDepartment)).toEqual([true, true, true, true]);
  expect(["20", "96", "00", "2C", "2a", "979", "985", "1", ""].filter(isDepartment)).toEqual([]);
});
