// medusa exec ./seed.js: store, region, tax, stock location, shipping, our catalogue, stock; writes ids.json.
const fs = require('fs'), path = require('path');
const { Modules, ContainerRegistrationKeys } = require('@medusajs/framework/utils');
const f = require('@medusajs/medusa/core-flows');
const cat = require('./catalogue.js');

exports.default = async function ({ container }) {
  const run = async (wf, input) => (await wf(container).run({ input })).result;
  const link = container.resolve(ContainerRegistrationKeys.LINK);
  const query = container.resolve(ContainerRegistrationKeys.QUERY);
  const fulfillment = container.resolve(Modules.FULFILLMENT);
  await run(f.createDefaultsWorkflow, {});
  const { data: [store] } = await query.graph({ entity: 'store', fields: ['id', 'default_sales_channel_id'] });
  const sc = store.default_sales_channel_id;
  await run(f.updateStoresWorkflow, { selector: { id: store.id }, update: { supported_currencies: [{ currency_code: 'eur', is_default: true }] } });
  const [region] = await run(f.createRegionsWorkflow, { regions: [{ name: 'Europe', currency_code: 'eur', countries: ['de', 'fr', 'gb'], payment_providers: ['pp_system_default'] }] });
  await run(f.createTaxRegionsWorkflow, [{ country_code: 'de', provider_id: 'tp_system', default_tax_rate: { name: 'Standard', rate: 20, code: 'std' } }]);
  const [loc] = await run(f.createStockLocationsWorkflow, { locations: [{ name: 'Main', address: { city: 'Berlin', country_code: 'DE', address_1: '' } }] });
  await link.create({ [Modules.STOCK_LOCATION]: { stock_location_id: loc.id }, [Modules.FULFILLMENT]: { fulfillment_provider_id: 'manual_manual' } });
  const [profile] = await run(f.createShippingProfilesWorkflow, { data: [{ name: 'Default', type: 'default' }] });
  const set = await fulfillment.createFulfillmentSets({ name: 'Main delivery', type: 'shipping',
    service_zones: [{ name: 'Europe', geo_zones: ['de', 'fr', 'gb'].map((c) => ({ country_code: c, type: 'country' })) }] });
  await link.create({ [Modules.STOCK_LOCATION]: { stock_location_id: loc.id }, [Modules.FULFILLMENT]: { fulfillment_set_id: set.id } });
  const ship = (name, code, amount) => ({ name, price_type: 'flat', provider_id: 'manual_manual', service_zone_id: set.service_zones[0].id, shipping_profile_id: profile.id,
    type: { label: name, description: name, code }, prices: [{ currency_code: 'eur', amount }, { region_id: region.id, amount }],
    rules: [{ attribute: 'enabled_in_store', value: 'true', operator: 'eq' }, { attribute: 'is_return', value: 'false', operator: 'eq' }] });
  await run(f.createShippingOptionsWorkflow, [ship('Standard', 'standard', 5), ship('Express', 'express', 10)]);
  await run(f.linkSalesChannelsToStockLocationWorkflow, { id: loc.id, add: [sc] });
  const cats = await run(f.createProductCategoriesWorkflow, { product_categories: [...new Set(cat.products.map((p) => p.category))].map((name) => ({ name, is_active: true })) });
  const catId = Object.fromEntries(cats.map((c) => [c.name, c.id]));
  const made = [];
  for (let i = 0; i < cat.products.length; i += 50) {
    made.push(...await run(f.createProductsWorkflow, { products: cat.products.slice(i, i + 50).map((p) => ({
      title: p.name, handle: p.slug, description: p.description, status: 'published', shipping_profile_id: profile.id,
      category_ids: [catId[p.category]], sales_channels: [{ id: sc }], options: [{ title: 'Kind', values: ['Default'] }],
      variants: [{ title: 'Default', sku: p.sku, manage_inventory: true, allow_backorder: false, options: { Kind: 'Default' }, prices: [{ currency_code: 'eur', amount: p.price / 100 }] }],
    })) }));
  }
  const { data: items } = await query.graph({ entity: 'inventory_item', fields: ['id', 'sku'] });
  const stock = Object.fromEntries(cat.products.map((p) => [p.sku, p.stock]));
  for (let i = 0; i < items.length; i += 200)
    await run(f.createInventoryLevelsWorkflow, { inventory_levels: items.slice(i, i + 200).map((x) => ({ inventory_item_id: x.id, location_id: loc.id, stocked_quantity: stock[x.sku] })) });
  const { data: keys } = await query.graph({ entity: 'api_key', fields: ['token', 'type'], filters: { type: 'publishable' } });
  const by = Object.fromEntries(made.map((p) => [p.variants[0].sku, { sku: p.variants[0].sku, slug: p.handle, id: p.id, variant: p.variants[0].id }]));
  fs.writeFileSync(path.join(__dirname, 'ids.json'), JSON.stringify({ products: cat.products.filter((p) => p.sku[0] === 'P').map((p) => by[p.sku]),
    hot: Object.fromEntries(cat.products.filter((p) => p.sku[0] === 'H').map((p) => [p.sku, by[p.sku]])), terms: cat.terms, key: keys[0].token, region: region.id }));
  console.log('products', made.length, 'inventory items', items.length);
};
