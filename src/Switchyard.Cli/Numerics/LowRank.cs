namespace Switchyard.Cli;

/// <summary>
/// The directions in which prompts differ most (a truncated singular value decomposition of the word matrix, by randomised
/// subspace iteration): soft topics, learned from the prompts alone.
/// </summary>
internal sealed class LowRank
{
    private readonly float[][] _basis;

    private LowRank(float[][] basis, int rank) => (_basis, Rank) = (basis, rank);

    public int Rank { get; }

    public static LowRank Fit(IReadOnlyList<SparseVector> rows, int columns, int rank, int seed, int sweeps = 4)
    {
        var random = new Random(seed);
        var basis = new float[columns][];
        var used = new bool[columns];
        foreach (var row in rows)
        {
            foreach (var i in row.Indices) used[i] = true;
        }

        for (var i = 0; i < columns; i++)
        {
            if (!used[i]) continue;
            basis[i] = new float[rank];
            for (var k = 0; k < rank; k++) basis[i][k] = (float)(random.NextDouble() * 2 - 1);
        }

        var result = new LowRank(basis, rank);
        for (var sweep = 0; sweep < sweeps; sweep++)
        {
            var images = rows.Select(result.Project).ToArray();
            Orthonormalise(images, rank);
            foreach (var direction in basis) direction?.AsSpan().Clear();
            for (var i = 0; i < rows.Count; i++)
            {
                for (var q = 0; q < rows[i].Indices.Length; q++) Vectors.Add(rows[i].Values[q], images[i], basis[rows[i].Indices[q]]);
            }

            Orthonormalise(basis, rank);
        }

        return result;
    }

    public float[] Project(SparseVector row)
    {
        var image = new float[Rank];
        for (var q = 0; q < row.Indices.Length; q++)
        {
            if (_basis[row.Indices[q]] is { } direction) Vectors.Add(row.Values[q], direction, image);
        }

        return image;
    }

    // By the Cholesky factor of the Gram matrix: one pass over the rows, and exact enough for a subspace.
    private static void Orthonormalise(float[][] rows, int rank)
    {
        var gram = new double[rank][];
        for (var k = 0; k < rank; k++) gram[k] = new double[rank];
        var x = new double[rank];
        foreach (var row in rows)
        {
            if (row is null) continue;
            for (var k = 0; k < rank; k++) x[k] = row[k];
            for (var k = 0; k < rank; k++) Vectors.Add(x[k], x.AsSpan(0, k + 1), gram[k]);
        }

        var trace = 0.0;
        for (var k = 0; k < rank; k++) trace += gram[k][k];
        for (var k = 0; k < rank; k++) gram[k][k] += 1e-7 * trace / rank;
        Cholesky.Factor(gram);
        foreach (var row in rows)
        {
            if (row is null) continue;
            for (var k = 0; k < rank; k++) x[k] = (row[k] - Vectors.Dot<double>(gram[k].AsSpan(0, k), x)) / gram[k][k];
            for (var k = 0; k < rank; k++) row[k] = (float)x[k];
        }
    }
}
