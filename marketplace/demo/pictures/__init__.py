"""Still lifes of the demo's goods and shops, drawn in SVG."""
