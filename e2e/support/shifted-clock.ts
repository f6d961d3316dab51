/** Preloaded (`--import`) into a workstation whose clock is to be off by GUICHET_TEST_CLOCK_MS: the computer's own clock cannot be set by a test. */
const byMs = Number(process.env["GUICHET_TEST_CLOCK_MS"] ?? 0);
const trueNow = Date.now.bind(Date);
Date.now = () => trueNow() + byMs;
