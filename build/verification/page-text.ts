/** Browsers of the last years: light-dark() is the youngest thing that our pages for anybody need. */
export const BROWSERS = ["chrome123", "edge123", "firefox120", "safari17.5"];

/** A text as a page holds it, in an element or an attribute. */
export const escape = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
