// Vendure's own populate() with its shipped initial data (countries, taxes, shipping, payment) and our catalogue.
const fs = require('fs'), path = require('path');
const { bootstrap, JobQueueService, TransactionalConnection, ProductVariant } = require('@vendure/core');
const { populate } = require('@vendure/core/cli');
const { config } = require('./config');
const cat = require('./catalogue.js');
const q = (s) => `"${String(s).replace(/"/g, '""')}"`;
const csv = ['name,slug,description,assets,facets,optionGroups,optionValues,sku,price,taxCategory,stockOnHand,trackInventory,variantAssets,variantFacets',
  ...cat.products.map((p) => [p.name, p.slug, q(p.description), '', `category:${p.category}|brand:${p.brand}`, '', '', p.sku, (p.price / 100).toFixed(2), 'standard', p.stock, 'true', '', ''].join(','))].join('\n');
const csvFile = path.join(__dirname, 'catalogue.csv');
fs.writeFileSync(csvFile, csv);
(async () => {
  const initial = require('@vendure/create/assets/initial-data.json');
  const app = await populate(async () => { const a = await bootstrap(config); await a.get(JobQueueService).start(); return a; }, initial, csvFile);
  const rows = await app.get(TransactionalConnection).rawConnection.getRepository(ProductVariant).find({ relations: { product: { translations: true } } });
  const bySku = Object.fromEntries(rows.map((v) => [v.sku, v]));
  const one = (p) => ({ sku: p.sku, slug: p.slug, variant: String(bySku[p.sku].id) });
  fs.writeFileSync(path.join(__dirname, 'ids.json'), JSON.stringify({ products: cat.products.filter((p) => p.sku[0] === 'P').map(one),
    hot: Object.fromEntries(cat.products.filter((p) => p.sku[0] === 'H').map((p) => [p.sku, one(p)])), terms: cat.terms }));
  const db = app.get(TransactionalConnection).rawConnection;   // let the index and collection jobs finish
  for (let i = 0; i < 300; i++) {
    const [{ n }] = await db.query(`SELECT count(*)::int AS n FROM job_record WHERE state IN ('PENDING','RUNNING','RETRYING')`);
    if (!n) break;
    await new Promise((r) => setTimeout(r, 1000));
  }
  console.log('variants', rows.length);
  await app.close();
  process.exit(0);
})().catch((e) => { console.error(e); process.exit(1); });
