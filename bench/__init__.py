"""What Souk costs, measured: `./souk bench place-order | flash-sale | browse | idle`."""
