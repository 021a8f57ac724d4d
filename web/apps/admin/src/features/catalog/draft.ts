/** What somebody edits of a product, apart from what the shop has: pure, compared and merged here. */
import { isSameMoney, type Money } from "@souk/api/money";
import type { NewProductBody, Product, ProductEdit, VariantBody, VariantEdit } from "@souk/api/types";

export interface DraftOption {
  name: string;
  values: string[];
}

export interface DraftVariant {
  sku: string;
  options: Record<string, string>;
  /** null while what is typed is no price. */
  price: Money | null;
  compareAt: Money | null;
  weightG: number | null;
  taxClass: string;
  /** Id of the picture that is shown when it is chosen; null for the product's first. */
  image: string | null;
  /** There already: its SKU never changes. */
  isKnown: boolean;
}

export interface DraftMedia {
  id: string;
  url: string;
  alt: string;
}

export interface Draft {
  title: string;
  description: string;
  slug: string;
  category: string | null;
  seoTitle: string;
  seoDescription: string;
  options: DraftOption[];
  variants: DraftVariant[];
  media: DraftMedia[];
}

export const EMPTY: Draft = { title: "", description: "", slug: "", category: null, seoTitle: "", seoDescription: "", options: [], variants: [], media: [] };

export function draftOf(product: Product): Draft {
  return {
    title: product.title,
    description: product.description,
    slug: product.slug,
    category: product.category?.id ?? null,
    seoTitle: product.seo.title,
    seoDescription: product.seo.description,
    options: product.options.map(({ name, values }) => ({ name, values: [...values] })),
    variants: product.variants.map(({ sku, options, price, compare_at, weight_g, tax_class, image }) => ({
      sku,
      options,
      price,
      compareAt: compare_at,
      weightG: weight_g,
      taxClass: tax_class,
      // The shop says the first for those that have none of their own.
      image: product.media.slice(1).find(({ url }) => url === image)?.id ?? null,
      isKnown: true,
    })),
    media: product.media.map(({ id, url, alt }) => ({ id, url, alt })),
  };
}

export function isSameDraft(a: Draft, b: Draft): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** What keeps it from being saved, in words; empty when nothing does. */
export function whatIsMissing(draft: Draft): string[] {
  const skus = draft.variants.map(({ sku }) => sku.trim());
  return [
    ...(draft.title.trim() === "" ? ["It needs a title."] : []),
    ...(draft.category === null ? ["It needs a category."] : []),
    ...(draft.slug !== "" && !/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(draft.slug) ? ["The address may hold small letters, digits and single dashes."] : []),
    ...(draft.variants.some(({ price }) => price === null || price.amount < 1) ? ["Every variant needs a price above zero."] : []),
    ...(draft.variants.some(({ weightG }) => weightG === null) ? ["Every weight is a whole number of grams."] : []),
    ...(skus.some((sku) => !/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(sku)) ? ["Every variant needs a SKU of letters, digits, dots and dashes."] : []),
    ...(new Set(skus).size < skus.length ? ["Two variants have the same SKU."] : []),
    ...draft.variants.filter(({ price, compareAt }) => price && compareAt && compareAt.amount <= price.amount).map(({ sku }) => `${sku}: the price before is not above the price.`),
  ];
}

export interface Changes {
  /** Absent when only variants changed. */
  edit: ProductEdit | null;
  edited: { sku: string; body: VariantEdit }[];
  added: VariantBody[];
  removed: string[];
}

/** What has to be asked of the shop so that the product becomes what `after` says. */
export function changesOf(before: Draft, after: Draft): Changes {
  const seo = before.seoTitle !== after.seoTitle || before.seoDescription !== after.seoDescription;
  const edit: ProductEdit = {
    ...(before.title !== after.title && { title: after.title.trim() }),
    ...(before.description !== after.description && { description: after.description }),
    ...(before.slug !== after.slug && after.slug !== "" && { slug: after.slug }),
    ...(before.category !== after.category && after.category !== null && { category: after.category }),
    ...(seo && { seo: { title: after.seoTitle, description: after.seoDescription } }),
    ...(JSON.stringify(before.options) !== JSON.stringify(after.options) && before.variants.length === 0 && { options: after.options }),
    ...(JSON.stringify(before.media) !== JSON.stringify(after.media) && { media: after.media.map(({ id, alt }) => ({ id, alt })) }),
  };
  const known = new Map(before.variants.map((each) => [each.sku, each]));
  const shown = withShown(after);
  const kept = new Set(after.variants.filter(({ isKnown }) => isKnown).map(({ sku }) => sku));
  return {
    edit: Object.keys(edit).length === 0 ? null : edit,
    edited: shown.flatMap((each) => {
      const was = known.get(each.sku);
      const body = was && each.isKnown ? variantEdit(was, each) : {};
      return Object.keys(body).length === 0 ? [] : [{ sku: each.sku, body }];
    }),
    added: shown.filter(({ isKnown }) => !isKnown).map(variantBody),
    removed: before.variants.map(({ sku }) => sku).filter((sku) => !kept.has(sku)),
  };
}

export function newProduct(draft: Draft): NewProductBody {
  return {
    title: draft.title.trim(),
    category: draft.category ?? "",
    description: draft.description,
    ...(draft.slug !== "" && { slug: draft.slug }),
    options: draft.options,
    variants: withShown(draft).map(variantBody),
    media: draft.media.map(({ id, alt }) => ({ id, alt })),
    seo: { title: draft.seoTitle, description: draft.seoDescription },
  };
}

/** The variants, without pictures that were taken away meanwhile. */
function withShown({ variants, media }: Draft): DraftVariant[] {
  const there = new Set(media.map(({ id }) => id));
  return variants.map((each) => (each.image === null || there.has(each.image) ? each : { ...each, image: null }));
}

function variantBody({ sku, options, price, compareAt, weightG, taxClass, image }: DraftVariant): VariantBody {
  if (price === null) throw new Error(`${sku} has no price`);
  return { sku: sku.trim(), options, price, ...(compareAt && { compare_at: compareAt }), weight_g: weightG ?? 0, tax_class: taxClass, ...(image !== null && { image }) };
}

function variantEdit(was: DraftVariant, now: DraftVariant): VariantEdit {
  const isSame = (a: Money | null, b: Money | null) => (a && b ? isSameMoney(a, b) : a === b);
  return {
    ...(now.price && !isSame(was.price, now.price) && { price: now.price }),
    ...(!isSame(was.compareAt, now.compareAt) && { compare_at: now.compareAt }),
    ...(now.weightG !== null && was.weightG !== now.weightG && { weight_g: now.weightG }),
    ...(was.taxClass !== now.taxClass && { tax_class: now.taxClass }),
    ...(was.image !== now.image && { image: now.image }),
  };
}
