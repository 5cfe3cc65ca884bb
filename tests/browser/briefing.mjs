// What a briefing's script does: cards on names, sources beside the text, both by mouse and by keyboard.

const WHERE = "briefings/cuba-1962-quarantine/";

/** Each with `open` from run.mjs, at both widths. */
export async function reading(site, open, check) {
  for (const width of [390, 1440]) {
    const { context, page, noise } = await open(site, { viewport: { width, height: 900 } });
    const where = `${WHERE} at ${width}`;
    try {
      await page.goto(site.server.url + WHERE);
      await page.evaluate(() => document.fonts.ready);
      const name = page.locator(".prose a.mention").first();
      const card = page.locator("#Card");
      await name.hover();
      await card.waitFor({ timeout: 3000 });
      const said = await card.textContent();
      check("a card says who a name is", where, said.includes(await name.textContent()) && /briefing/.test(said) ? [] : [said]);
      await card.hover();
      await page.waitForTimeout(400);
      check("a card stays while one points at it", where, (await card.isVisible()) ? [] : ["it went"]);
      await page.keyboard.press("Escape");
      check("Escape closes a card", where, (await card.isHidden()) ? [] : ["it stayed"]);

      const mark = page.locator(".prose .citation > a").first();
      await mark.focus();
      await page.keyboard.press("Enter");
      const note = page.locator(".beside-note");
      const cited = page.locator(await mark.getAttribute("href"));
      const [shown, source] = [await note.textContent(), await cited.textContent()];
      check("a citation opens its source", where, shown.trim() === source.trim() ? [] : [`${shown} is not ${source}`]);
      check("a citation says that it is open", where, (await mark.getAttribute("aria-expanded")) === "true" ? [] : ["no aria-expanded"]);
      const [text, at, line] = [await page.locator(".prose > p").first().boundingBox(), await note.boundingBox(), await mark.boundingBox()];
      const beside = width > 1000 ? at.x >= text.x + text.width && Math.abs(at.y - line.y) < 40 : at.y >= line.y + line.height && at.x >= 0 && at.x + at.width <= width;
      check("a source opens beside the text, or below it on a phone", where, beside ? [] : [JSON.stringify({ text, at, line })]);
      await page.keyboard.press("Escape");
      const back = await page.evaluate(() => document.activeElement?.closest(".citation") !== null);
      check("Escape closes a source and leaves the focus at its mark", where, (await note.count()) === 0 && back ? [] : ["it stayed, or the focus went"]);
      check("console", where, noise);
    } finally {
      await context.close();
    }
  }
  const { context, page } = await open(site, { javaScriptEnabled: false });
  await page.goto(site.server.url + WHERE);
  await page.locator(".prose .citation > a").first().click();
  const hash = new URL(page.url()).hash;
  check("without scripts a citation leads to its source", WHERE, hash.length > 1 ? [] : [page.url()]);
  await context.close();
}
