namespace Switchyard.Tests;

public class TopicTableTests
{
    [Fact]
    public void Vectors_and_single_bytes_add_up_to_the_same()
    {
        var random = new Random(7);
        var table = new sbyte[TopicTable.Width << ClassifierModel.TableBits];
        for (var i = 0; i < table.Length; i++) table[i] = (sbyte)random.Next(-127, 128);
        foreach (var length in new[] { 0, 1, 17, 2048 })
        {
            var tokens = Enumerable.Range(0, length).Select(_ => (uint)random.NextInt64(1, uint.MaxValue)).ToArray();
            int[] fast = new int[TopicTable.Width], slow = new int[TopicTable.Width];
            TopicTable.Sum(table, (1u << ClassifierModel.TableBits) - 1, tokens, fast);
            TopicTable.SumScalar(table, (1u << ClassifierModel.TableBits) - 1, tokens, slow);
            Assert.Equal(slow, fast);
        }
    }

    [Fact]
    public void A_repeated_word_counts_once()
    {
        var table = Enumerable.Repeat((sbyte)1, TopicTable.Width << ClassifierModel.TableBits).ToArray();
        var sums = new int[TopicTable.Width];
        TopicTable.Sum(table, (1u << ClassifierModel.TableBits) - 1, [5, 5, 5], sums);

        // The word, the pair with the beginning, and the pair with itself.
        Assert.Equal(3, sums[0]);
    }
}
