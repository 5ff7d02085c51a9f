/**
 * A view as a picture. Views are layers of canvas and SVG: the SVG keeps its lines and letters, with the computed styles written out and
 * the page's fonts inside, so that it looks the same anywhere; what is painted on canvas becomes an image in it. The PNG is made from that.
 */
import { embeddedFonts } from './embedded-fonts.ts';

export interface Picture {
  svg: string;
  /** CSS pixels. */
  width: number;
  height: number;
}

const SVG = 'http://www.w3.org/2000/svg';

/** Inherited: written where they differ from the parent's. */
const INHERITED = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-opacity',
  'stroke-dasharray',
  'stroke-linecap',
  'stroke-linejoin',
  'font-family',
  'font-size',
  'font-weight',
  'font-variant-numeric',
  'letter-spacing',
  'text-anchor',
  'dominant-baseline',
  'paint-order',
  'visibility',
] as const;
/** Not inherited: written where they are not what every element has. */
const OWN: readonly (readonly [string, string])[] = [
  ['opacity', '1'],
  ['transform', 'none'],
];
/** Kept as they are: geometry. Everything else (classes, roles, names) is for the page. */
const PAGE_ATTRIBUTES = /^(?:class|style|role|tabindex|aria-.*|data-.*|on.*)$/;

export async function pictureOf(host: HTMLElement): Promise<Picture> {
  const box = host.getBoundingClientRect();
  const width = Math.round(box.width);
  const height = Math.round(box.height);
  const picture = document.createElementNS(SVG, 'svg');
  setAll(picture, { xmlns: SVG, width, height, viewBox: `0 0 ${width} ${height}` });
  const ground = document.createElementNS(SVG, 'rect');
  setAll(ground, { width, height, fill: groundOf(host) });
  picture.append(ground);
  const families = new Set<string>();
  for (const layer of host.querySelectorAll<HTMLCanvasElement | SVGSVGElement>('canvas, svg')) {
    if (layer.parentElement?.closest('svg') || !isSeen(layer)) continue;
    picture.append(layer instanceof HTMLCanvasElement ? painted(layer, box) : drawn(layer, box, families));
  }
  const fonts = await embeddedFonts([...families]);
  const style = document.createElementNS(SVG, 'style');
  style.textContent = fonts;
  picture.prepend(style);
  return { svg: new XMLSerializer().serializeToString(picture), width, height };
}

/** `scale`: pixels of the image for one of the page. */
export async function pngOf({ svg, width, height }: Picture, scale = 2): Promise<Blob> {
  const image = new Image(width * scale, height * scale);
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = width * scale;
  canvas.height = height * scale;
  canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((resolve) => {
    canvas.toBlob(resolve, 'image/png');
  });
  if (blob === null) throw new Error('The browser could not make a PNG of this size.');
  return blob;
}

function setAll(element: Element, attributes: Record<string, string | number>): void {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
}

const isSeen = (layer: Element): boolean => {
  const { width, height } = layer.getBoundingClientRect();
  const { display, visibility } = getComputedStyle(layer);
  return width > 0 && height > 0 && display !== 'none' && visibility !== 'hidden';
};

/** The first ground that is not transparent, from the view outwards. */
function groundOf(host: HTMLElement): string {
  const inside = host.firstElementChild;
  for (let element: Element | null = inside ?? host; element !== null; element = element.parentElement) {
    const colour = getComputedStyle(element).backgroundColor;
    if (colour !== 'rgba(0, 0, 0, 0)' && colour !== 'transparent') return colour;
  }
  return '#ffffff';
}

function painted(layer: HTMLCanvasElement, within: DOMRect): SVGElement {
  const image = document.createElementNS(SVG, 'image');
  setAll(image, { ...placeIn(layer, within), href: layer.toDataURL('image/png') });
  return image;
}

function drawn(layer: SVGSVGElement, within: DOMRect, families: Set<string>): SVGElement {
  const copy = layer.cloneNode(false) as SVGSVGElement;
  strip(copy);
  const { x, y, width, height } = placeIn(layer, within);
  setAll(copy, { x, y, width, height, viewBox: layer.getAttribute('viewBox') ?? `0 0 ${width} ${height}` });
  writeStyle(copy, getComputedStyle(layer), null);
  for (const child of layer.children) copyInto(copy, child, getComputedStyle(layer), families);
  return copy;
}

function placeIn(layer: Element, within: DOMRect): Record<'x' | 'y' | 'width' | 'height', number> {
  const box = layer.getBoundingClientRect();
  return { x: box.x - within.x, y: box.y - within.y, width: box.width, height: box.height };
}

function copyInto(parent: Element, original: Element, outer: CSSStyleDeclaration, families: Set<string>): void {
  const style = getComputedStyle(original);
  if (style.display === 'none') return;
  const copy = original.cloneNode(false) as Element;
  strip(copy);
  writeStyle(copy, style, outer);
  if (original instanceof SVGTextContentElement) families.add(style.fontFamily);
  for (const child of original.childNodes) {
    if (child instanceof Element) copyInto(copy, child, style, families);
    else if (child.nodeType === Node.TEXT_NODE) copy.append(child.textContent ?? '');
  }
  parent.append(copy);
}

function strip(element: Element): void {
  for (const name of element.getAttributeNames()) if (PAGE_ATTRIBUTES.test(name)) element.removeAttribute(name);
}

function writeStyle(copy: Element, style: CSSStyleDeclaration, outer: CSSStyleDeclaration | null): void {
  const words: string[] = [];
  for (const name of INHERITED) {
    const value = style.getPropertyValue(name);
    if (value !== outer?.getPropertyValue(name)) words.push(`${name}:${value}`);
  }
  for (const [name, usual] of OWN) {
    const value = style.getPropertyValue(name);
    // An attribute `transform` is geometry, and stays as it is.
    if (value !== usual && value !== '' && !(name === 'transform' && copy.hasAttribute('transform'))) words.push(`${name}:${value}`);
  }
  if (words.length > 0) copy.setAttribute('style', words.join(';'));
}
