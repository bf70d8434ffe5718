namespace Switchyard.Cli;

/// <summary>A regression tree over binned inputs with one value per output in every leaf.</summary>
internal sealed class Tree
{
    private readonly List<Node> _nodes = [];

    public int Add(double[] value)
    {
        _nodes.Add(new Node(-1, 0, 0, 0, value));
        return _nodes.Count - 1;
    }

    public void Split(int node, int input, byte threshold, int left, int right) =>
        _nodes[node] = new Node(input, threshold, left, right, _nodes[node].Value);

    public double[] Value(ReadOnlySpan<byte> bins)
    {
        var node = _nodes[0];
        while (node.Input >= 0) node = _nodes[bins[node.Input] <= node.Threshold ? node.Left : node.Right];
        return node.Value;
    }

    private readonly record struct Node(int Input, byte Threshold, int Left, int Right, double[] Value);
}
