// SPDX-License-Identifier: Apache-2.0
// Tests the payload report in a real browser, which opens the pages from file: URLs.
import assert from "node:assert/strict";
import { access, mkdir } from "node:fs/promises";
import path from "node:path";
import { after, before, beforeEach, afterEach, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const CHROMIUM = process.env.CHROMIUM || "/usr/bin/chromium";
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const pages = path.join(root, "payload-maven-plugin/target/report-pages");
const screenshots = path.join(root, "payload-maven-plugin/target/screenshots");

let browser;
let context;
let page;
let complaints;
let requests;

before(async () => {
  await access(CHROMIUM).catch(() => {
    throw new Error(`${CHROMIUM} does not exist: install the package chromium, or set CHROMIUM`);
  });
  for (const name of ["bootstrap.html", "hostile.html"]) {
    await access(path.join(pages, name)).catch(() => {
      throw new Error(`${pages}/${name} does not exist: run mvn verify first`);
    });
  }
  await mkdir(screenshots, { recursive: true });
  browser = await chromium.launch({
    executablePath: CHROMIUM,
    // The sandbox does not work for root. The other options stop the browser from sending requests of its own.
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync"],
  });
});

after(async () => browser?.close());

beforeEach(() => open({}));

afterEach(async () => {
  await context.close();
  assert.deepEqual(complaints, [], "the browser reported errors");
  assert.equal(requests.length, 1, `expected only the request of the page, found ${requests}`);
});

async function open(options, name = "bootstrap.html") {
  await context?.close();
  context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  page = await context.newPage();
  complaints = [];
  requests = [];
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("request", (request) => requests.push(request.url()));
  await page.goto(pathToFileURL(path.join(pages, name)).href);
}

const head = (name) => page.getByRole("columnheader", { name });
const shown = (column) => page.locator(`tbody tr:not([hidden]) td.${column}`);
const sizes = () => shown("size").evaluateAll((cells) => cells.map((cell) => Number(cell.dataset.value)));
const texts = async (column) => (await shown(column).allTextContents()).map((text) => text.trim());
const ascending = (values) => values.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));

test("lists files in the order of their names", async () => {
  const names = await texts("name");
  assert.equal(names.length, 304);
  assert.deepEqual(names, ascending(names));
  assert.equal(await head("Name").getAttribute("aria-sort"), "ascending");
});

test("sorts by size on a click and reverses the order on a second click", async () => {
  await head("Size").getByRole("button").click();
  assert.equal(await head("Size").getAttribute("aria-sort"), "descending");
  assert.equal(await head("Name").getAttribute("aria-sort"), null);
  const largestFirst = await sizes();
  assert.deepEqual(largestFirst, largestFirst.toSorted((a, b) => b - a));

  await head("Size").getByRole("button").click();
  assert.equal(await head("Size").getAttribute("aria-sort"), "ascending");
  assert.deepEqual(await sizes(), largestFirst.toSorted((a, b) => a - b));
});

test("sorts with the keyboard", async () => {
  await page.getByLabel("Filter").focus();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  assert.equal(await head("Name").getAttribute("aria-sort"), "descending");
  assert.deepEqual((await texts("name")).toReversed(), ascending(await texts("name")));

  for (const column of ["Size", "Image", "SHA-256"]) {
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.textContent), column);
  }
  await page.keyboard.press("Space");
  assert.equal(await head("SHA-256").getAttribute("aria-sort"), "ascending");
  assert.deepEqual(await texts("sha256"), ascending(await texts("sha256")));
});

test("filters rows by all words", async () => {
  await page.getByLabel("Filter").fill("GCC- .tar.xz");
  const names = await texts("name");
  assert.ok(names.length > 1 && names.length < 10, `unexpected files: ${names}`);
  assert.ok(names.every((name) => /^gcc-.*\.tar\.xz$/.test(name)), String(names));
  assert.match(await page.locator("#count").textContent(), new RegExp(`^${names.length} of 304 files, [0-9.]+ MiB$`));

  const faded = await page.locator(".treemap.wide .cell.out").count();
  assert.equal(faded, (await page.locator(".treemap.wide .cell[href]").count()) - names.length);
});

test("filters by checksum and by image", async () => {
  const sha256 = (await texts("sha256"))[17];
  await page.getByLabel("Filter").fill(sha256.slice(0, 12));
  assert.deepEqual(await texts("sha256"), [sha256]);
  await page.getByLabel("Filter").fill("early");
  assert.deepEqual([...new Set(await texts("part"))], ["early"]);
});

test("keeps the filter when sorting", async () => {
  await page.getByLabel("Filter").fill("python");
  const before = await texts("name");
  await head("Size").getByRole("button").click();
  assert.deepEqual(ascending(await texts("name")), ascending(before));
});

test("reports that no file matches", async () => {
  await page.getByLabel("Filter").fill("no such file");
  assert.equal(await shown("name").count(), 0);
  assert.ok(await page.getByText("No file matches the filter.").isVisible());
  assert.equal(await page.locator("#count").textContent(), "0 of 304 files, 0 B");
});

test("shows the row of a file after a click in the treemap, even if the filter hides the row", async () => {
  const cell = page.locator(".treemap.wide .cell").first();
  const name = (await cell.locator("title").textContent()).split(": ")[0];
  await page.getByLabel("Filter").fill("no such file");
  await cell.click();
  const row = page.locator("tbody tr:target");
  assert.equal((await row.locator("td.name").textContent()).trim(), name);
  await row.waitFor({ state: "visible" });
  const box = await row.boundingBox();
  assert.ok(box.y >= 0 && box.y + box.height <= 900, "the row is visible");
});

test("fits the width of a phone", async () => {
  await open({ viewport: { width: 390, height: 844 } });
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
  assert.ok(await page.locator(".treemap.tall").isVisible());
  assert.ok(!(await page.locator(".treemap.wide").isVisible()));
  await head("Size").getByRole("button").click();
  const [largest] = await sizes();
  assert.equal(largest, Math.max(...(await sizes())));
});

test("has enough contrast in light and dark mode", async () => {
  for (const colorScheme of ["light", "dark"]) {
    await open({ colorScheme }, "hostile.html");
    const ratios = await page.evaluate(contrasts, [".kicker", ".hint", "td.name", "td .exact", "td.origin a",
      "th button", ".cell.early text", ".cell.payload text"]);
    for (const { selector, ratio } of ratios) {
      assert.ok(ratio >= 4.5, `${selector} in ${colorScheme} has a contrast of ${ratio}`);
    }
  }
});

/** Runs in the page. Returns the contrast of each text with its background (WCAG 2.2, success criterion 1.4.3). */
function contrasts(selectors) {
  const channels = (color) => color.match(/[\d.]+/g).map(Number);
  const luminance = (color) => channels(color).slice(0, 3)
    .map((channel) => channel / 255)
    .map((channel) => (channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4))
    .reduce((sum, channel, i) => sum + channel * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = (element) => {
    const rect = element.closest(".cell")?.querySelector("rect");
    if (rect) {
      return getComputedStyle(rect).fill;
    }
    const color = getComputedStyle(element).backgroundColor;
    return channels(color)[3] === 0 ? ground(element.parentElement) : color;
  };
  return selectors.map((selector) => {
    const element = document.querySelector(selector);
    const style = getComputedStyle(element);
    const lights = [element.closest("svg") ? style.fill : style.color, ground(element)].map(luminance);
    return { selector, ratio: (Math.max(...lights) + 0.05) / (Math.min(...lights) + 0.05) };
  });
}

test("shows hostile names as text", async () => {
  await open({}, "hostile.html");
  assert.equal(await page.title(), "<b>&\\u202e\"</b>: payload report");
  assert.equal(await page.locator("h1").count(), 1);
  assert.equal(await page.locator("script").count(), 1);
  assert.equal(await page.locator("img").count(), 0);
  assert.equal(await page.locator("a[href^='javascript']").count(), 0);
  await page.getByLabel("Filter").fill("<script>");
  assert.deepEqual(await texts("name"), ["<script>document.title='owned'</script>"]);
});

for (const colorScheme of ["light", "dark"]) {
  for (const [device, width] of [["desktop", 1280], ["phone", 390]]) {
    test(`screenshot: ${device}, ${colorScheme}`, async () => {
      await open({ colorScheme, viewport: { width, height: 900 } });
      const file = path.join(screenshots, `report-${device}-${colorScheme}.png`);
      // The height limits the screenshot to the first rows of the table.
      await page.screenshot({ path: file, fullPage: true, clip: { x: 0, y: 0, width, height: 1800 } });
      await access(file);
    });
  }
}
