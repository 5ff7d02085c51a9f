/** The page's own fonts as `@font-face` rules with their bytes inside: a picture that leaves the page has nothing to load. */

/** Letters, digits and signs of the pages are in these files; other scripts fall back to the reader's fonts. */
const LATIN = 'U+0-FF';
const made = new Map<string, Promise<string>>();

/** `families`: as computed styles give them, e.g. `"Inter Variable", Inter, sans-serif`. */
export async function embeddedFonts(families: readonly string[]): Promise<string> {
  const wanted = families.flatMap((list) => list.split(',').map(unquoted));
  const rules = fontFaces().filter((rule) => wanted.includes(unquoted(rule.style.getPropertyValue('font-family'))) && isLatin(rule));
  return (await Promise.all(rules.map(withBytes))).join('\n');
}

const unquoted = (name: string): string => name.trim().replaceAll(/^["']|["']$/g, '');

function fontFaces(): CSSFontFaceRule[] {
  return [...document.styleSheets].flatMap((sheet) => {
    try {
      return [...sheet.cssRules].filter((rule) => rule instanceof CSSFontFaceRule);
    } catch {
      return []; // a style sheet of another origin, brought in by an extension
    }
  });
}

function isLatin(rule: CSSFontFaceRule): boolean {
  const range = rule.style
    .getPropertyValue('unicode-range')
    .toUpperCase()
    .replaceAll(/U\+0+(?=[\dA-F])/g, 'U+');
  const isUpright = !rule.style.getPropertyValue('font-style').includes('italic');
  return isUpright && (range === '' || range.startsWith(LATIN));
}

function withBytes(rule: CSSFontFaceRule): Promise<string> {
  const source = rule.style.getPropertyValue('src');
  const known = made.get(source);
  if (known !== undefined) return known;
  const promise = embed(rule, source);
  made.set(source, promise);
  return promise;
}

async function embed(rule: CSSFontFaceRule, source: string): Promise<string> {
  const address = /url\(["']?([^"')]+)["']?\)/.exec(source)?.[1];
  if (address === undefined) return '';
  try {
    const base = rule.parentStyleSheet?.href ?? document.baseURI;
    const answer = await fetch(new URL(address, base));
    const href = await dataAddress(await answer.blob());
    const weight = rule.style.getPropertyValue('font-weight');
    const family = unquoted(rule.style.getPropertyValue('font-family'));
    return `@font-face{font-family:"${family}";font-weight:${weight};src:url(${href}) format("woff2")}`;
  } catch {
    return ''; // without its font the text is set in the reader's own
  }
}

function dataAddress(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => resolve(reader.result as string));
    reader.addEventListener('error', () => reject(reader.error ?? new Error('The font could not be read.')));
    reader.readAsDataURL(blob);
  });
}
