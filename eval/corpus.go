package eval

// IDs returns the ids of the articles, in their order.
func (c *Corpus) IDs() []string {
	ids := make([]string, len(c.Articles))
	for i, a := range c.Articles {
		ids[i] = a.ID
	}
	return ids
}
