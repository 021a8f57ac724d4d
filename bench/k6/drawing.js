// Drawing one of many, each as often as its weight says.
export function weighted(items) {
  let sum = 0;
  return items.map(([value, weight]) => {
    sum += weight;
    return { value, upTo: sum };
  });
}

export function draw(items) {
  const at = Math.random() * items[items.length - 1].upTo;
  let low = 0;
  let high = items.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (items[middle].upTo < at) low = middle + 1;
    else high = middle;
  }
  return items[low].value;
}
